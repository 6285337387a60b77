namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>The control group of one sandbox.</summary>
internal interface IControlGroup
{
    /// <summary>A process joins the group by writing its id to each of these files.</summary>
    IReadOnlyList<string> MembershipFiles { get; }

    /// <summary>True when the kernel has killed a process of the group for want of memory.</summary>
    bool RanOutOfMemory();

    /// <summary>The processes in it.</summary>
    IReadOnlyList<int> Processes();

    /// <summary>Removes it; it must be empty.</summary>
    /// <returns>False while a process is still in it.</returns>
    bool TryRemove();
}
