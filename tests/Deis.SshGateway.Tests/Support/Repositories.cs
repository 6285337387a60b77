namespace Deis.SshGateway.Tests.Support;

/// <summary>Looks into the gateway's repositories.</summary>
internal static class Repositories
{
    /// <summary>Commit that a branch of an app has in the gateway; empty when there is no such branch.</summary>
    public static string Branch(this GatewayFixture gateway, Developer developer, string app, string branch = "master")
    {
        var folder = Path.Combine(gateway.Paths.Repositories, $"{app}.git");
        return developer.Git("-c", "safe.directory=*", "--git-dir", folder, "for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}");
    }
}
