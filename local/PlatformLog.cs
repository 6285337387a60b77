using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace Deis.Local;

/// <summary>The log of the platform itself: a file in the state folder, one a day, a week of them.</summary>
internal static class PlatformLog
{
    private const int DaysKept = 7;
    private const long LargestFile = 100 * 1024 * 1024;

    /// <summary>Where the files are.</summary>
    public static string FolderOf(string state) => Path.Combine(state, "log");

    /// <summary>Makes the factory; disposing it writes what is buffered.</summary>
    public static ILoggerFactory Create(string state)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            .MinimumLevel.Override("Yarp", LogEventLevel.Warning)
            .WriteTo.File(
                Path.Combine(FolderOf(state), "platform-.log"),
                outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: LargestFile,
                retainedFileCountLimit: DaysKept)
            .CreateLogger();
        return LoggerFactory.Create(builder => builder.AddSerilog(log, dispose: true));
    }
}
