using System.Text.Json.Nodes;
using Deis.Functions.Reference;

namespace Deis.Functions.Config;

/// <summary>A change of a configuration. In each map a value sets its key, <c>null</c> removes it, and keys that are not named stay.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Values">Environment of the processes.</param>
/// <param name="Memory">Memory limit of a process type, such as <c>512M</c>, or request and limit, <c>256M/512M</c>.</param>
/// <param name="Cpu">CPU limit of a process type, such as <c>250m</c>, or request and limit.</param>
/// <param name="Tags">Labels of the nodes that processes may run on.</param>
/// <param name="Registry">Credentials of a private registry.</param>
/// <param name="Healthcheck">Probes of a process type.</param>
/// <param name="LifecyclePostStart">Command of a process type that runs after its start.</param>
/// <param name="LifecyclePreStop">Command of a process type that runs before its stop.</param>
/// <param name="TerminationGracePeriod">Seconds between SIGTERM and SIGKILL, of a process type.</param>
public sealed record ConfigRequest(
    Dictionary<string, string?>? Values,
    Dictionary<string, string?>? Memory,
    Dictionary<string, string?>? Cpu,
    Dictionary<string, string?>? Tags,
    Dictionary<string, string?>? Registry,
    JsonObject? Healthcheck,
    Dictionary<string, string?>? LifecyclePostStart,
    Dictionary<string, string?>? LifecyclePreStop,
    Dictionary<string, string?>? TerminationGracePeriod) : IExample<ConfigRequest>
{
    /// <inheritdoc/>
    public static ConfigRequest Example => new(
        new() { ["DATABASE_URL"] = "postgres://db.example.com/shop", ["OLD"] = null },
        new() { ["web"] = "256M/512M" },
        null,
        null,
        null,
        new JsonObject { ["web"] = new JsonObject { ["readinessProbe"] = new JsonObject { ["httpGet"] = new JsonObject { ["path"] = "/", ["port"] = 5000 } } } },
        null,
        null,
        null);
}
