using System.Globalization;

namespace Deis.Logger;

/// <summary>The settings of a logger that runs alone, from the environment (docs/protocol/logger.md §7).</summary>
internal static class LoggerSettings
{
    /// <summary>Reads and checks the settings.</summary>
    /// <param name="environment">The value of a variable; null or empty if it is not set.</param>
    /// <exception cref="FormatException">A setting is malformed; the message names it.</exception>
    public static LoggerOptions Read(Func<string, string?> environment)
    {
        var defaults = new LoggerOptions();
        var options = defaults with
        {
            Listen = Text("DEIS_LOGGER_LISTEN") ?? defaults.Listen,
            Token = Token(),
            Lines = (int)Number("NUMBER_OF_LINES", defaults.Lines),
            BuildLines = (int)Number("DEIS_LOGGER_BUILD_LINES", defaults.BuildLines),
            StreamBytes = Number("DEIS_LOGGER_STREAM_BYTES", defaults.StreamBytes),
            TotalBytes = Number("DEIS_LOGGER_TOTAL_BYTES", defaults.TotalBytes),
            LineAge = TimeSpan.FromHours(Number("DEIS_LOGGER_LINE_HOURS", (long)defaults.LineAge.TotalHours)),
            Folder = Text("DEIS_LOGGER_FOLDER"),
            SyncEvery = TimeSpan.FromMilliseconds(Number("DEIS_LOGGER_SYNC_MILLISECONDS", (long)defaults.SyncEvery.TotalMilliseconds, least: 0)),
        };
        return options.Problems().FirstOrDefault() is { } problem ? throw new FormatException(problem) : options;

        string? Text(string name) => environment(name) is { Length: > 0 } value ? value : null;

        // The token comes from a file, since environments are easily read by others.
        string? Token()
        {
            if (Text("DEIS_LOGGER_TOKEN_FILE") is not { } path)
                return null;
            try
            {
                return File.ReadAllText(path).Trim();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new FormatException($"DEIS_LOGGER_TOKEN_FILE: {error.Message}", error);
            }
        }

        long Number(string name, long otherwise, int least = 1) =>
            Text(name) is not { } text ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= int.MaxValue ? number
            : throw new FormatException($"{name}: '{text}' is not a number between {least} and {int.MaxValue}.");
    }
}
