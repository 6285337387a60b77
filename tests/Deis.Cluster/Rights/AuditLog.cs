using System.Text.Json;
using Deis.Cluster.Support;

namespace Deis.Cluster.Rights;

/// <summary>What an account has asked of the API server since this test program started.</summary>
/// <param name="Granted">What it was allowed.</param>
/// <param name="Refused">What it was not allowed.</param>
/// <param name="Versions">The versions of the API that it asked, with their groups as <c>apiVersion</c> has them.</param>
internal sealed record AuditLog(IReadOnlySet<Right> Granted, IReadOnlySet<Right> Refused, IReadOnlySet<string> Versions)
{
    private const int Made = 201;

    public static async Task<AuditLog> ReadAsync(string user)
    {
        HashSet<Right> granted = [], refused = [];
        HashSet<string> versions = [];
        await using FileStream file = new(TestCluster.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(TestCluster.AuditStart, SeekOrigin.Begin);
        using StreamReader lines = new(file);
        while (await lines.ReadLineAsync() is { } line)
        {
            using var told = Parse(line);
            if (told is null || Text(told.RootElement.GetProperty("user"), "username") != user || !told.RootElement.TryGetProperty("objectRef", out var subject))
                continue;
            var resource = Text(subject, "resource") + (Text(subject, "subresource") is { Length: > 0 } sub ? $"/{sub}" : "");
            var group = Text(subject, "apiGroup");
            Right right = new(group, resource, Text(told.RootElement, "verb"));
            versions.Add(group.Length == 0 ? Text(subject, "apiVersion") : $"{group}/{Text(subject, "apiVersion")}");
            var answer = told.RootElement.TryGetProperty("responseStatus", out var status) ? status : default;
            // The right to make what is not there is asked for in the middle of an apply.
            var made = right with { Verb = "create" };
            if (IsRefused(told.RootElement))
                refused.Add(right);
            else if (Text(answer, "message").Contains("cannot create resource", StringComparison.Ordinal))
                refused.Add(made);
            else
                granted.UnionWith(right.Verb == "patch" && Number(answer, "code") == Made ? [right, made] : [right]);
        }
        granted.ShouldNotBeEmpty($"the audit log tells of {user}");
        return new AuditLog(granted, refused, versions);
    }

    private static bool IsRefused(JsonElement told) =>
        !told.TryGetProperty("annotations", out var notes) || Text(notes, "authorization.k8s.io/decision") != "allow";

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

    private static string Text(JsonElement from, string name) => Find(from, name)?.GetString() ?? "";

    private static int Number(JsonElement from, string name) => Find(from, name)?.GetInt32() ?? 0;

    private static JsonElement? Find(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : null;
}
