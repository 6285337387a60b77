using Deis.Platform.Logs;
using Deis.Platform.Runtime.Local.Processes;
using Deis.Platform.Runtime.Local.State;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Local;

/// <summary>What the parts of the runtime share. Each member is thread safe.</summary>
internal sealed record LocalServices(
    LocalRuntimeOptions Options,
    RuntimeStore Store,
    WorkloadLauncher Launcher,
    ReadinessProber Prober,
    PortPool Ports,
    UserPool Users,
    OutcomeBoard Outcomes,
    ILocalEdge Edge,
    ILogStreams Logs,
    TimeProvider Time,
    ILogger Logger);
