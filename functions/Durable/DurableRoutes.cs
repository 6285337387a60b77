namespace Deis.Functions.Durable;

/// <summary>Paths of the management API (docs/protocol/functions.md §6).</summary>
internal static class DurableRoutes
{
    public const string Start = Base + "/orchestrators/{functionName}/{instanceId?}";

    public const string Instances = Base + "/instances";

    public const string Instance = Instances + "/{instanceId}";

    public const string Parked = Base + "/parked";

    private const string Base = "runtime/webhooks/durabletask";
}
