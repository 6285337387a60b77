namespace Deis.Platform.Runtime;

/// <summary>A process type that gets a part of an app's requests.</summary>
/// <param name="Type">The process type; need not run now.</param>
/// <param name="Host">Host name whose requests it gets all: a sub-domain of the platform domain.</param>
/// <param name="Paths">The requests to the app's own hosts that it gets: beginnings of paths and regular expressions (docs/protocol/router.md §10).</param>
public sealed record ServiceRouting(string Type, string Host, IReadOnlyList<string> Paths);
