namespace Deis.SshGateway.Tests.Support;

/// <summary>A test with a real sshd that has an account of its own.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = RootTheoryAttribute.Reason!;
}
