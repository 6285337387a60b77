using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests.Support;

public static partial class StoryLog
{
    [LoggerMessage(1, LogLevel.Information, "step {Step}")]
    public static partial void Step(ILogger logger, int step);
}
