using Microsoft.Extensions.Logging;

namespace Deis.Router.AccessLog;

/// <summary>Writes the access log as log messages of the category <c>access</c>.</summary>
public sealed partial class LoggerAccessLog(ILoggerFactory loggers) : IAccessLog
{
    /// <summary>The log category.</summary>
    public const string Category = "access";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    /// <inheritdoc/>
    public void Write(in AccessLogEntry entry)
    {
        if (_logger.IsEnabled(LogLevel.Information))
            LogRequest(entry.ToString());
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "{Line}")]
    private partial void LogRequest(string line);
}
