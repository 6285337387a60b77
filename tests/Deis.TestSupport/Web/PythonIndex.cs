using System.IO.Compression;
using System.Text;

namespace Deis.TestSupport.Web;

/// <summary>A package index for pip (PEP 503) with packages that exist nowhere else: the public one may be out of reach.</summary>
public sealed class PythonIndex(TestWeb web)
{
    private readonly Dictionary<string, List<string>> _files = [];

    /// <summary>What to set <c>PIP_INDEX_URL</c> to.</summary>
    public string Url => web.AddressWithCredentials("/simple");

    /// <summary>Publishes a package of pure Python: one module, and a command if <paramref name="command"/> names one with its function.</summary>
    public void Add(string name, string version, string module, (string Name, string Function)? command = null)
    {
        var file = $"{name}-{version}-py3-none-any.whl";
        web.Put($"/files/{file}", Wheel(name, version, module, command));
        if (!_files.TryGetValue(name, out var files))
            _files[name] = files = [];
        files.Add(file);
        var links = string.Concat(files.Select(link => $"<a href=\"/files/{link}\">{link}</a>\n"));
        web.Put($"/simple/{name}/", Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>\n{links}</body></html>\n"), "text/html");
    }

    /// <summary>A package as a file.</summary>
    public static byte[] Wheel(string name, string version, string module, (string Name, string Function)? command = null)
    {
        var info = $"{name}-{version}.dist-info";
        var files = new Dictionary<string, string>
        {
            [$"{name}.py"] = module,
            [$"{info}/METADATA"] = $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            [$"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        };
        if (command is var (script, function))
            files[$"{info}/entry_points.txt"] = $"[console_scripts]\n{script} = {name}:{function}\n";
        files[$"{info}/RECORD"] = string.Concat(files.Keys.Append($"{info}/RECORD").Select(path => $"{path},,\n"));

        var wheel = new MemoryStream();
        using (var zip = new ZipArchive(wheel, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return wheel.ToArray();
    }
}
