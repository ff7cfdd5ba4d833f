# SPDX-License-Identifier: MIT
# bash completion for whomet

_whomet()
{
    local cur=${COMP_WORDS[COMP_CWORD]} prev= word i command=
    ((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD - 1]}
    # bash splits --to=json at the equals sign
    if [[ $cur == '=' ]]; then
        cur=
    elif [[ $prev == '=' ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
        annotate | triples | compile | check | explain | import | names | eval)
            command=$word
            break
            ;;
        esac
    done

    COMPREPLY=()
    compopt -o filenames 2>/dev/null
    case $prev in
    --to)
        COMPREPLY=($(compgen -W 'json jsonl text table tsv' -- "$cur"))
        return
        ;;
    --color)
        COMPREPLY=($(compgen -W 'auto always never' -- "$cur"))
        return
        ;;
    --types)
        COMPREPLY=($(compgen -W 'all entities' -- "$cur"))
        return
        ;;
    --at | --name | --event)
        return
        ;;
    --date)
        COMPREPLY=($(compgen -W "$(date +%F)" -- "$cur"))
        return
        ;;
    -j | --jobs)
        COMPREPLY=($(compgen -W '1 2 4 8' -- "$cur"))
        return
        ;;
    --rules)
        COMPREPLY=($(compgen -f -X '!*.rules' -- "$cur") $(compgen -d -- "$cur"))
        return
        ;;
    --kind)
        COMPREPLY=($(compgen -W 'person place org' -- "$cur"))
        return
        ;;
    import)
        [[ $cur == -* ]] || COMPREPLY=($(compgen -W 'geonames wikidata opensanctions gleif ror census csv' -- "$cur"))
        [[ $cur == -* ]] || return
        ;;
    names)
        [[ $cur == -* ]] || COMPREPLY=($(compgen -W 'search add list' -- "$cur"))
        [[ $cur == -* ]] || return
        ;;
    --gazetteer)
        COMPREPLY=($(compgen -f -- "$cur") $(compgen -W 'school brand airport event' -- "$cur"))
        return
        ;;
    -o | --output | --aliases | --classes | --answers)
        COMPREPLY=($(compgen -f -- "$cur"))
        return
        ;;
    esac

    if [[ $cur == -* ]]; then
        local options='-q --quiet -v --verbose -h --help -V --version'
        case $command in
        compile) options+=' -o --output=' ;;
        check) options+=' --gazetteer= --rules= --only --no-user-names --no-project --profile --watch' ;;
        explain)
            options+=' --date= --gazetteer= --rules= --only --no-user-names --no-project'
            options+=' --at= --name= --event= --to= --color='
            ;;
        import) options+=' -o --output= --kind= --country= --min-population= --aliases= --classes= --columns= --date=' ;;
        names)
            options+=' --alias= --id= --weight= --attr='
            options+=' --gazetteer= --rules= --only --no-user-names --no-project'
            ;;
        eval)
            options+=' -o --output= --to= --date= --gazetteer= --rules= --only --no-user-names'
            options+=' -j --jobs= --color= --at-least= --errors --answers='
            ;;
        *)
            [[ -z $command ]] && options+=' --at= --name= --event= --profile --watch'
            options+=' -o --output= --to= --jsonl --date= --gazetteer= --rules= --only --no-project'
            options+=' --no-user-names -j --jobs= --types= --color= --stats'
            ;;
        esac
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
        [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
        return
    fi
    COMPREPLY=($(compgen -f -- "$cur"))
    if [[ -z $command ]]; then
        COMPREPLY+=($(compgen -W 'annotate triples compile check explain import names eval' -- "$cur"))
    fi
}

complete -F _whomet whomet
