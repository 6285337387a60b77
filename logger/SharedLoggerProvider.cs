using Microsoft.Extensions.Logging;

namespace Deis.Logger;

/// <summary>Hands out the loggers of a factory that belongs to somebody else.</summary>
internal sealed class SharedLoggerProvider(ILoggerFactory loggers) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void Dispose()
    {
    }
}
