using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Replay;

/// <summary>What orchestrator code needs of its worker.</summary>
internal sealed record ReplaySettings(
    DataConverter Converter, string DefaultVersion, ILoggerFactory Loggers, IExceptionPropertiesProvider? Properties = null);
