// Compiles the modules that the page loads with the Python that will run them:
// node compile.mjs PYODIDE_FOLDER FOLDER, which holds library.zip and packages.zip; both are written anew.
// A browser would otherwise compile each of them whenever the page is opened, which takes longer than the rest of the start.
// Modules that no start loads stay as they are: compiled, they are larger. Docstrings are left out, `assert` is not.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.resolve(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: path.resolve(pyodide) + path.sep });
const names = ["library.zip", "packages.zip"];
for (const name of names) python.FS.writeFile(`/${name}`, fs.readFileSync(path.join(folder, name)));
python.unpackArchive(new Uint8Array(fs.readFileSync(path.join(folder, "packages.zip"))), "zip", { extractDir: "/lib/python3.14/site-packages" });
python.runPython(`
import ast, importlib.util, pkgutil, sys, zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

import engine, kcsie_diff
for each in pkgutil.walk_packages(kcsie_diff.__path__, "kcsie_diff."):
    if not each.name.endswith(("__main__", "xlsx")):
        try:
            importlib.import_module(each.name)
        except ImportError:  # what needs a library that the page does without
            pass
def without_docstrings(source, name):
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):  # a text that stands by itself does nothing; a body may not be empty
            kept = [each for each in body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
            node.body = kept or [ast.copy_location(ast.Pass(), body[0])] if body else body
    return tree

files = [str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())]
loaded = {each.split(mark)[1] for each in files for mark in ("python314.zip/", "site-packages/") if mark in each}

for archive in ("library.zip", "packages.zip"):
    with zipfile.ZipFile("/" + archive) as given:
        entries = {name: given.read(name) for name in given.namelist()}
    with zipfile.ZipFile("/" + archive, "w", zipfile.ZIP_STORED) as made:
        for name, data in sorted(entries.items()):
            if name in loaded and name.endswith(".py"):
                code = compile(without_docstrings(data, name), name, "exec", dont_inherit=True)
                data = bytes(_code_to_hash_pyc(code, importlib.util.source_hash(data), checked=False))
                name += "c"  # a .pyc without its source is imported from the place of the source
            made.writestr(zipfile.ZipInfo(name), data)
`);
for (const name of names) fs.writeFileSync(path.join(folder, name), python.FS.readFile(`/${name}`));
