using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Helper;

/// <summary>The branches of an app whose pushes are deployed.</summary>
/// <param name="own">The one that the app's users have chosen; null for <c>master</c> and <c>main</c>.</param>
internal sealed class DeployBranches(string? own)
{
    private const string Prefix = "refs/heads/";

    private static readonly string[] _usual = ["master", "main"];

    /// <summary>Their names; the first is the one we suggest.</summary>
    public IReadOnlyList<string> All { get; } = own is null ? _usual : [own];

    /// <summary>Those that the session told the hook.</summary>
    public static DeployBranches FromEnvironment() =>
        new(Environment.GetEnvironmentVariable(HelperVariables.DeployBranch) is { Length: > 0 } own ? own : null);

    /// <summary>Full name of a branch's ref.</summary>
    public static string RefOf(string branch) => Prefix + branch;

    /// <summary>The branch that <paramref name="reference"/> is, when it is one of these; otherwise null.</summary>
    public string? BranchOf(string reference) => All.FirstOrDefault(branch => RefOf(branch) == reference);
}
