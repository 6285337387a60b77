using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Queues;

/// <summary>host.json, <c>extensions.queues</c> (docs/protocol/functions.md §7).</summary>
public sealed record QueuesOptions
{
    private const string Section = "AzureFunctionsJobHost:extensions:queues";
    private const int LargestBatch = 32;

    /// <summary>Messages that are taken at once, 1 to 32.</summary>
    public int BatchSize { get; private init; } = 16;

    /// <summary>The next batch is taken when no more than this many messages of a function are being handled; not negative.</summary>
    public int NewBatchThreshold { get; private init; }

    /// <summary>How often a message is tried before it goes to the poison queue; at least 1.</summary>
    public int MaxDequeueCount { get; private init; } = 5;

    /// <summary>How long a message that failed stays hidden; not negative.</summary>
    public TimeSpan VisibilityTimeout { get; private init; } = TimeSpan.Zero;

    /// <summary>Longest pause between two looks at an empty queue; at least 100 ms.</summary>
    public TimeSpan MaxPollingInterval { get; private init; } = TimeSpan.FromMinutes(1);

    /// <summary>True when bodies are plain text and not base64.</summary>
    public bool IsPlainText { get; private init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="HostConfigurationException">A value cannot be used.</exception>
    public static QueuesOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new QueuesOptions();
        var batchSize = Number(section, "batchSize", defaults.BatchSize, 1, LargestBatch);
        return defaults with
        {
            BatchSize = batchSize,
            NewBatchThreshold = Number(section, "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            MaxDequeueCount = Number(section, "maxDequeueCount", defaults.MaxDequeueCount, 1, int.MaxValue),
            VisibilityTimeout = Duration(section, "visibilityTimeout", defaults.VisibilityTimeout, TimeSpan.Zero),
            MaxPollingInterval = Duration(section, "maxPollingInterval", defaults.MaxPollingInterval, TimeSpan.FromMilliseconds(100)),
            IsPlainText = section["messageEncoding"]?.ToLowerInvariant() switch
            {
                null or "base64" => false,
                "none" => true,
                var other => throw Wrong("messageEncoding", other, "'base64' or 'none'"),
            },
        };
    }

    private static int Number(IConfigurationSection section, string key, int fallback, int least, int most) => section[key] switch
    {
        null => fallback,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
        var text => throw Wrong(key, text, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}"),
    };

    private static TimeSpan Duration(IConfigurationSection section, string key, TimeSpan fallback, TimeSpan least) => section[key] switch
    {
        null => fallback,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value.TotalDays <= 1 => value,
        var text => throw Wrong(key, text, $"a duration as hh:mm:ss from {least:c} to a day"),
    };

    private static HostConfigurationException Wrong(string key, string? text, string wanted) =>
        new($"host.json: extensions.queues.{key} is '{text}'; it must be {wanted}.");
}
