using System.Collections.Immutable;

namespace Deis.Router.Hosts;

/// <summary>
/// Which app answers to which host: exact names first, then the longest wildcard, then the default. Immutable, with shared structure: a
/// changed copy costs O(log n) in time and memory, whatever the number of hosts.
/// </summary>
/// <remarks>If several apps claim one pattern, the first keeps it; when it lets go, the next has it.</remarks>
internal sealed class HostTable
{
    private static readonly ImmutableDictionary<string, ImmutableArray<HostClaim>> NoClaims =
        ImmutableDictionary.Create<string, ImmutableArray<HostClaim>>(StringComparer.OrdinalIgnoreCase);

    private readonly ImmutableDictionary<string, ImmutableArray<HostClaim>> _exact;
    private readonly ImmutableDictionary<string, ImmutableArray<HostClaim>> _wildcards;
    private readonly ImmutableArray<HostClaim> _default;

    private HostTable(
        ImmutableDictionary<string, ImmutableArray<HostClaim>> exact,
        ImmutableDictionary<string, ImmutableArray<HostClaim>> wildcards,
        ImmutableArray<HostClaim> @default)
    {
        _exact = exact;
        _wildcards = wildcards;
        _default = @default;
    }

    /// <summary>A table without hosts.</summary>
    public static HostTable Empty { get; } = new(NoClaims, NoClaims, []);

    /// <summary>The claim that wins a request's host, or null.</summary>
    /// <param name="host">A host name without port and without a final dot, in any case.</param>
    public HostClaim? Find(string host)
    {
        if (_exact.TryGetValue(host, out var claims))
            return claims[0];

        if (!_wildcards.IsEmpty)
        {
            for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
            {
                if (_wildcards.TryGetValue(host[(dot + 1)..], out claims))
                    return claims[0];
            }
        }

        return _default.IsEmpty ? null : _default[0];
    }

    /// <summary>The claims to one pattern, the winner first.</summary>
    public ImmutableArray<HostClaim> Claims(HostPattern pattern) => pattern.Kind switch
    {
        HostPatternKind.Exact => _exact.GetValueOrDefault(pattern.Name, []),
        HostPatternKind.Wildcard => _wildcards.GetValueOrDefault(pattern.Name, []),
        _ => _default,
    };

    /// <summary>A table in which the app claims the pattern, after those who did so before.</summary>
    public HostTable With(HostPattern pattern, HostClaim claim) => Replace(pattern, Claims(pattern).Add(claim));

    /// <summary>A table without the app's claim to the pattern.</summary>
    public HostTable Without(HostPattern pattern, Routes.LiveRoute route) =>
        Replace(pattern, Claims(pattern).RemoveAll(claim => claim.Route == route));

    private HostTable Replace(HostPattern pattern, ImmutableArray<HostClaim> claims) => pattern.Kind switch
    {
        HostPatternKind.Exact => new HostTable(Replace(_exact, pattern.Name, claims), _wildcards, _default),
        HostPatternKind.Wildcard => new HostTable(_exact, Replace(_wildcards, pattern.Name, claims), _default),
        _ => new HostTable(_exact, _wildcards, claims),
    };

    private static ImmutableDictionary<string, ImmutableArray<HostClaim>> Replace(
        ImmutableDictionary<string, ImmutableArray<HostClaim>> table, string name, ImmutableArray<HostClaim> claims) =>
        claims.IsEmpty ? table.Remove(name) : table.SetItem(name, claims);
}
