namespace Deis.SshGateway.Tests.Support;

/// <summary>Cases of a test with a real sshd that has an account of its own.</summary>
internal sealed class RootTheoryAttribute : TheoryAttribute
{
    /// <summary>Why such tests cannot run here; null when they can.</summary>
    public static string? Reason { get; } =
        Environment.IsPrivilegedProcess ? null : "sshd changes to user git in a mount namespace of its own, which needs root.";

    public RootTheoryAttribute() => Skip = Reason!;
}
