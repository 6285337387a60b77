using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router;

/// <summary>Gives the router's own classes the caller's loggers and everything below them, which logs each request, none.</summary>
internal sealed class QuietLoggerFactory(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Deis.", StringComparison.Ordinal) || categoryName == "Microsoft.AspNetCore.Server.Kestrel"
            ? loggers.CreateLogger(categoryName)
            : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
    }
}
