namespace Deis.SshGateway.Helper;

/// <summary>What the environment must hold.</summary>
internal static class Required
{
    /// <summary>Value of an environment variable.</summary>
    /// <exception cref="InvalidOperationException">It is not set: the helper was not started by the gateway's sshd.</exception>
    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is not set; deis-git is run by the gateway's sshd and by git.");
}
