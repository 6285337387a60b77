using System.Text.Json;
using Deis.Cluster.Support;

namespace Deis.Cluster.Rights;

/// <summary>What an account has asked of the API server since this test program started.</summary>
/// <param name="Granted">What it was allowed.</param>
/// <param name="Refused">What it was not allowed.</param>
internal sealed record AuditLog(IReadOnlySet<Right> Granted, IReadOnlySet<Right> Refused)
{
    public static async Task<AuditLog> ReadAsync(string user)
    {
        HashSet<Right> granted = [], refused = [];
        await using FileStream file = new(TestCluster.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(TestCluster.AuditStart, SeekOrigin.Begin);
        using StreamReader lines = new(file);
        while (await lines.ReadLineAsync() is { } line)
        {
            using var told = Parse(line);
            if (told is null || told.RootElement.GetProperty("user").GetProperty("username").GetString() != user
                || !told.RootElement.TryGetProperty("objectRef", out var subject))
                continue;
            var resource = Text(subject, "resource") + (Text(subject, "subresource") is { Length: > 0 } sub ? $"/{sub}" : "");
            Right right = new(Text(subject, "apiGroup"), resource, Text(told.RootElement, "verb"));
            (Text(told.RootElement.GetProperty("annotations"), "authorization.k8s.io/decision") == "allow" ? granted : refused).Add(right);
        }
        granted.ShouldNotBeEmpty($"the audit log tells of {user}");
        return new AuditLog(granted, refused);
    }

    // A server that was killed may have left half a line.
    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
