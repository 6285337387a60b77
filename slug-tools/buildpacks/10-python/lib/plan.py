"""Reads what an app requires and prints what compile needs to know, as lines for its shell.

    plan.py BUILD_DIR REQUIREMENTS PIP

REQUIREMENTS is a file to write for sources that pip cannot read itself, PIP the archive of pip. The app's configuration is in
the environment.
"""
import hashlib
import json
import os
import platform
import re
import shlex
import sys

build_dir, generated, pip = sys.argv[1:]


class Problem(Exception):
    """Something the user must change."""


def in_app(name):
    return os.path.join(build_dir, name)


def read(name):
    with open(in_app(name), encoding="utf-8-sig") as file:
        return file.read()


def exists(name):
    return os.path.isfile(in_app(name))


# --- requirements.txt --------------------------------------------------------------------------------------------------------

INCLUDE = re.compile(r"^(?:-r|--requirement|-c|--constraint)(?:\s+|=)(.+)$")
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*\s*(\[[^\]]*\])?\s*([<>=!~;].*)?(\s--hash.*)?$")
OPTION = re.compile(r"^(-i|--index-url|--extra-index-url|--no-index|--pre|--prefer-binary|--require-hashes|--only-binary|--no-binary|--trusted-host)\b")


def lines_of(text):
    for line in text.replace("\\\n", " ").splitlines():
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        if line:
            yield line


def collect(name, seen, parts):
    """Adds a file and those it includes; false if what it asks for may change while its text does not."""
    path = os.path.normpath(name)
    if path in seen:
        return True
    seen.add(path)
    if not exists(path):
        raise Problem(f"{name} is named by a requirements file, but it is not in the repository")
    text = read(path)
    parts.append([path, text])
    stable = True
    for line in lines_of(text):
        included = INCLUDE.match(line)
        if included and "://" not in included[1]:
            stable &= collect(os.path.join(os.path.dirname(path), included[1]), seen, parts)
        else:
            # Folders of the app, repositories and URLs stay the same in name while their content changes.
            stable &= is_stable(line)
    return stable


def is_stable(line):
    return bool(OPTION.match(line) or NAME.match(line)) and not exists(line.split()[0])


def from_requirements():
    parts = []
    stable = collect("requirements.txt", set(), parts)
    return "requirements.txt", in_app("requirements.txt"), parts, stable


# --- Pipfile.lock ------------------------------------------------------------------------------------------------------------

def from_pipfile_lock():
    try:
        lock = json.loads(read("Pipfile.lock"))
        packages = lock["default"]
        sources = lock.get("_meta", {}).get("sources", [])
    except (ValueError, KeyError, AttributeError):
        raise Problem("Pipfile.lock cannot be read; make it anew with: pipenv lock") from None
    out = []
    if not os.environ.get("PIP_INDEX_URL"):
        for number, source in enumerate(sources):
            out.append(f"{'--extra-index-url' if number else '--index-url'} {source['url']}")
    for name, package in packages.items():
        if not isinstance(package.get("version"), str):
            raise Problem(f"Pipfile.lock: {name} does not come from a package index; write a requirements.txt instead: pipenv requirements")
        extras = ",".join(package.get("extras", []))
        line = f"{name}{f'[{extras}]' if extras else ''}{package['version']}"
        if package.get("markers"):
            line += f" ; {package['markers']}"
        out.append(" ".join([line, *(f"--hash={digest}" for digest in package.get("hashes", []))]))
    return written("Pipfile.lock", out)


# --- pyproject.toml ----------------------------------------------------------------------------------------------------------

def from_pyproject():
    try:
        import tomllib
    except ImportError:
        raise Problem("pyproject.toml can be read with Python 3.11 or newer only; write a requirements.txt, or ask for a newer version in runtime.txt") from None
    try:
        project = tomllib.loads(read("pyproject.toml")).get("project")
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"pyproject.toml: {error}") from None
    if project is None or "dependencies" in project.get("dynamic", []):
        raise Problem("pyproject.toml does not list the dependencies in its [project] table; export them to a requirements.txt: poetry export, or pip freeze")
    check_version(project.get("requires-python"))
    for tool, lock, command in (("uv", "uv.lock", "uv export"), ("poetry", "poetry.lock", "poetry export")):
        if exists(lock):
            raise Problem(f"{lock} is not read here, and without it the versions of {tool} would be ignored; write a requirements.txt: {command} > requirements.txt")
    return written("pyproject.toml", project.get("dependencies", []))


def check_version(wanted):
    if not isinstance(wanted, str):
        return
    sys.path.insert(0, pip)
    from pip._vendor.packaging.specifiers import InvalidSpecifier, SpecifierSet
    try:
        fits = SpecifierSet(wanted).contains(platform.python_version(), prereleases=True)
    except InvalidSpecifier:
        raise Problem(f'pyproject.toml: requires-python "{wanted}" is not a version specifier') from None
    if not fits:
        raise Problem(f"pyproject.toml requires Python {wanted}, this is {platform.python_version()}; change requires-python, or name another version in runtime.txt")


def written(source, lines):
    text = "\n".join([*lines, ""])
    with open(generated, "w", encoding="utf-8") as file:
        file.write(text)
    return source, generated, [[source, text]], all(is_stable(line) for line in lines)


def choose():
    if exists("requirements.txt"):
        return from_requirements()
    if exists("Pipfile.lock"):
        return from_pipfile_lock()
    if exists("Pipfile"):
        raise Problem("there is a Pipfile but no Pipfile.lock: run pipenv lock, then commit both")
    if exists("pyproject.toml"):
        return from_pyproject()
    raise Problem("a setup.py alone does not say what to install: add a requirements.txt; a line with a dot in it installs the app itself")


def key_of(parts):
    text = "\n".join(part[1] for part in parts)
    named = sorted(set(re.findall(r"\$\{([A-Z0-9_]+)\}", text)))
    settings = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name in named}
    return hashlib.sha256(json.dumps([platform.python_version(), os.uname().machine, parts, settings], sort_keys=True).encode()).hexdigest()


def say(name, value):
    print(f"{name}={shlex.quote(value)}")


def main():
    try:
        source, requirements, parts, stable = choose()
    except Problem as problem:
        say("problem", str(problem))
        return
    except UnicodeDecodeError:
        say("problem", "a file that lists the packages is not text in UTF-8; save it in that encoding")
        return
    say("problem", "")
    say("source", source)
    say("requirements", requirements)
    say("key", key_of(parts))
    say("reusable", "yes" if stable else "")


main()
