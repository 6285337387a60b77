using Deis.Client.Apps;
using Deis.Client.Domains;
using Deis.Client.Pods;

namespace Deis.Cli.Apps;

/// <summary>What <c>deis apps:info</c> knows of an app, for scripts.</summary>
internal sealed record AppReport(
    string Id,
    string Uuid,
    string Owner,
    string Created,
    string Updated,
    string? Url,
    IReadOnlyDictionary<string, int>? Structure,
    IReadOnlyList<Pod> Processes,
    IReadOnlyList<string> Domains,
    IReadOnlyDictionary<string, string> Labels)
{
    public static AppReport Of(
        App app, string? url, IReadOnlyList<Pod> processes, IEnumerable<Domain> domains, IReadOnlyDictionary<string, string> labels) => new(
        app.Id,
        app.Uuid,
        app.Owner,
        app.Created,
        app.Updated,
        url,
        app.Structure,
        processes,
        [.. domains.Select(domain => domain.Name)],
        labels);
}
