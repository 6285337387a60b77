using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Pipeline;

/// <summary>One line per request, without query: it may hold signatures.</summary>
internal static partial class AccessLog
{
    public static void UseAccessLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AccessLog));
        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        app.Use(async (http, next) =>
        {
            var started = time.GetTimestamp();
            try
            {
                await next(http);
            }
            finally
            {
                var path = http.Request.Path.ToUriComponent();
                Request(logger, http.Request.Method, path, http.Response.StatusCode, time.GetElapsedTime(started).TotalMilliseconds, http.Connection.RemoteIpAddress?.ToString());
            }
        });
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "{Method} {Path} {Status} {Milliseconds:0.0} ms {Remote}")]
    private static partial void Request(ILogger logger, string method, string path, int status, double milliseconds, string? remote);
}
