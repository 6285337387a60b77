using System.Collections.Immutable;

namespace Deis.Router.Routes;

/// <summary>Which parts of an app get which paths. Immutable. Regular expressions come first, in their order; then the longest beginning wins.</summary>
internal sealed class PathParts
{
    private readonly ImmutableArray<(PathPattern Pattern, LiveRoute Route)> _rules;

    private PathParts(ImmutableArray<(PathPattern Pattern, LiveRoute Route)> rules) => _rules = rules;

    /// <summary>The rules of these routes; null when they have none.</summary>
    public static PathParts? Of(IEnumerable<LiveRoute> parts)
    {
        var rules = from part in parts
                    from text in part.Current?.Route.Paths ?? []
                    let pattern = PathPattern.TryParse(text, out var parsed) ? parsed : null
                    where pattern is not null
                    orderby pattern.PrefixLength is not null, pattern.PrefixLength descending
                    select (pattern, part);
        var sorted = rules.ToImmutableArray();
        return sorted.IsEmpty ? null : new PathParts(sorted);
    }

    /// <summary>The part that gets a path; null for the app itself.</summary>
    public LiveRoute? Find(string path)
    {
        foreach (var (pattern, route) in _rules)
        {
            if (pattern.Matches(path))
                return route;
        }
        return null;
    }
}
