namespace Deis.Platform.Runtime;

/// <summary>All that shall be there of an app.</summary>
/// <param name="Processes">Its process types.</param>
/// <param name="Routing">How requests reach it.</param>
public sealed record AppBlueprint(IReadOnlyList<ProcessSpec> Processes, AppRouting Routing);
