namespace Deis.Router.Hosts;

/// <summary>How a <see cref="HostPattern"/> is compared with the host of a request.</summary>
internal enum HostPatternKind
{
    /// <summary>The host is exactly this name.</summary>
    Exact,

    /// <summary>The host ends with a dot and this name.</summary>
    Wildcard,

    /// <summary>Any host that nothing else matches.</summary>
    Default,
}
