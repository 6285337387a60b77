using System.Text.Json;
using Deis.Cluster.Support;

namespace Deis.Bench.Cluster;

/// <summary>Counts what the platform's account asks of the API server, by its audit log. Watches are told of when they end and do not count.</summary>
internal sealed class AuditCount
{
    private const string Account = "system:serviceaccount:deis:deis-controller";

    private long _read = new FileInfo(TestCluster.AuditLog).Length;

    /// <summary>The requests since the last call, as verb and kind.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync()
    {
        List<string> requests = [];
        await using FileStream file = new(TestCluster.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_read, SeekOrigin.Begin);
        using StreamReader lines = new(file);
        while (await lines.ReadLineAsync() is { } line)
        {
            using var told = JsonDocument.Parse(line);
            var verb = told.RootElement.GetProperty("verb").GetString();
            if (told.RootElement.GetProperty("user").GetProperty("username").GetString() == Account && verb != "watch"
                && told.RootElement.TryGetProperty("objectRef", out var subject))
            {
                var part = subject.TryGetProperty("subresource", out var name) ? $"/{name.GetString()}" : "";
                requests.Add($"{verb} {subject.GetProperty("resource").GetString()}{part}");
            }
        }

        _read = file.Position;
        return requests;
    }
}
