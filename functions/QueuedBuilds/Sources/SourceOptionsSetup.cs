using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Deis.Functions.QueuedBuilds.Sources;

/// <summary>Fills <see cref="SourceOptions"/> from section <c>QueueSource</c>, else from environment names.</summary>
internal sealed class SourceOptionsSetup(IConfiguration configuration) : IConfigureOptions<SourceOptions>
{
    public void Configure(SourceOptions options)
    {
        var section = configuration.GetSection("QueueSource");
        options.MaxBytes = section.GetValue(nameof(options.MaxBytes), configuration.GetValue("DEIS_QUEUE_SOURCE_MAX_BYTES", options.MaxBytes));
        options.Timeout = section.GetValue(
            nameof(options.Timeout), TimeSpan.FromSeconds(configuration.GetValue("DEIS_QUEUE_SOURCE_TIMEOUT", options.Timeout.TotalSeconds)));
        var networks = section[nameof(options.Networks)] ?? configuration["DEIS_QUEUE_SOURCE_NETWORKS"] ?? "";
        foreach (var text in networks.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            options.Networks.Add(IPNetwork.TryParse(text, out var network)
                ? network
                : throw new OptionsValidationException(
                    nameof(SourceOptions.Networks), typeof(SourceOptions), [$"DEIS_QUEUE_SOURCE_NETWORKS: '{text}' is no network; write it as 10.1.0.0/16."]));
        }
    }
}
