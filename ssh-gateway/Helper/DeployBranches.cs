namespace Deis.SshGateway.Helper;

/// <summary>The branches whose pushes are deployed.</summary>
internal static class DeployBranches
{
    private const string Prefix = "refs/heads/";

    /// <summary>Their names; the first is the one we suggest.</summary>
    public static IReadOnlyList<string> All { get; } = ["master", "main"];

    /// <summary>Full name of a branch's ref.</summary>
    public static string RefOf(string branch) => Prefix + branch;

    /// <summary>The branch that <paramref name="reference"/> is, when it is one of these; otherwise null.</summary>
    public static string? BranchOf(string reference) => All.FirstOrDefault(branch => RefOf(branch) == reference);
}
