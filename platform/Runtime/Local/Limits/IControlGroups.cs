namespace Deis.Platform.Runtime.Local.Limits;

/// <summary>The control groups of this platform on this machine: version 2, version 1, or none.</summary>
internal interface IControlGroups
{
    /// <summary>True when memory and processor limits hold for a sandbox as a whole.</summary>
    bool Enforces { get; }

    /// <summary>For the log: which sort it is.</summary>
    string Description { get; }

    /// <summary>Makes the group of a sandbox; null when there are none here.</summary>
    IControlGroup? Create(string name, SandboxLimits limits);

    /// <summary>Groups that exist, by sandbox name: at a start, the leftovers of a killed platform.</summary>
    IReadOnlyList<IControlGroup> List();

    /// <summary>Removes what holds the groups, when none is left in it.</summary>
    void Release();
}
