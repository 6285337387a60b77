namespace Deis.Platform.Tokens;

/// <summary>What a token is good for, at most what its account may do (docs/protocol/controller.md §3.6). Each includes those before it; as text in lower case.</summary>
public enum TokenLevel
{
    /// <summary>Looking at things.</summary>
    Read,

    /// <summary>And changing what runs: builds, configuration, rollbacks, scaling, restarts, commands.</summary>
    Deploy,

    /// <summary>Everything the account may do.</summary>
    Admin,
}
