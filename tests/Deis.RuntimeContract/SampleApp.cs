using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>An app as the runtime gets it: a slug in object storage, and specs that run it.</summary>
public sealed record SampleApp(string Name)
{
    private const string Procfile =
        """
        web: node server.js
        worker: echo working; exec sleep 1000
        shell: sh -c 'node server.js; echo after'

        """;

    public AppImage Slug => new(ImageKind.Slug, $"home/{Name}/slug.tgz");

    public async Task PushAsync(IObjectStore objects, CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var zip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(zip))
        {
            await AddAsync(tar, "Procfile", Procfile, cancellationToken);
            var server = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "samples", "server.js"), cancellationToken);
            await AddAsync(tar, "server.js", server, cancellationToken);
        }
        archive.Position = 0;
        await objects.PutAsync(Slug.Reference, archive, cancellationToken);
    }

    /// <summary>A spec; further variables come as pairs.</summary>
    public ProcessSpec Spec(string release, int replicas = 1, string type = "web", params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var variables = new Dictionary<string, string> { ["WORKFLOW_RELEASE"] = release };
        foreach (var (name, value) in environment)
            variables[name] = value;
        return new ProcessSpec
        {
            App = Name,
            Type = type,
            Release = release,
            Replicas = replicas,
            Workload = new Workload { Image = Slug, Arguments = ["start", type], Environment = variables, LogStream = Name },
            Routable = type is "web" or "shell",
            GracePeriod = TimeSpan.FromSeconds(5),
        };
    }

    public AppRouting Routing(string type = "web") => new() { App = Name, Hosts = [Name], RoutedType = type };

    public JobSpec Job(string name, params string[] command) => new()
    {
        App = Name,
        Name = name,
        Kind = JobKind.Run,
        Workload = new Workload { Image = Slug, Arguments = command, Environment = new Dictionary<string, string>(), LogStream = Name },
        LogSource = $"run.{name}",
        Deadline = TimeSpan.FromMinutes(2),
    };

    private static async Task AddAsync(TarWriter tar, string name, string content, CancellationToken cancellationToken)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) };
        await tar.WriteEntryAsync(entry, cancellationToken);
    }
}
