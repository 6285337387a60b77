namespace Deis.Platform.Tests.Runtime;

/// <summary>A test of limits that only control groups can keep, which the tests may use as root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsControlGroupsFactAttribute : FactAttribute
{
    public NeedsControlGroupsFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "Control groups need root here; without them memory is limited per process only.";
    }
}
