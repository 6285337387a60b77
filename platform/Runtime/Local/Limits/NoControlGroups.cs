namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>A machine or a user without control groups: memory and tasks are limited per process by rlimits instead.</summary>
internal sealed class NoControlGroups : IControlGroups
{
    public bool Enforces => false;

    public string Description => "no control groups: memory is limited per process (RLIMIT_DATA), processors are not limited";

    public IControlGroup? Create(string name, SandboxLimits limits) => null;

    public IReadOnlyList<IControlGroup> List() => [];

    public void Release()
    {
    }
}
