using Deis.Orchestrations.Autoscale;
using Deis.Orchestrations.Create;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Route;
using Deis.Orchestrations.Run;
using Deis.Orchestrations.Scale;

namespace Deis.Orchestrations.Operations;

/// <summary>Kinds of operations as users read them.</summary>
public static class OperationKind
{
    /// <summary>The runtime is told to make the place of an app that is stored.</summary>
    public static string Create { get; } = Of(CreateInput.Orchestration);

    /// <summary>An app is destroyed.</summary>
    public static string Destroy { get; } = Of(DestroyInput.Orchestration);

    /// <summary>Whatever scales by load, and the router, are told of a change that is stored.</summary>
    public static string Autoscale { get; } = Of(AutoscaleInput.Orchestration);

    /// <summary>The router is told of changes that are stored.</summary>
    public static string Route { get; } = Of(RouteInput.Orchestration);

    /// <summary>A one-off command runs.</summary>
    public static string Run { get; } = Of(RunInput.Orchestration);

    /// <summary>Numbers of processes change.</summary>
    public static string Scale { get; } = Of(ScaleInput.Orchestration);

    /// <summary>The kind that an orchestration carries out.</summary>
    public static string Of(string orchestration) => orchestration.ToLowerInvariant();
}
