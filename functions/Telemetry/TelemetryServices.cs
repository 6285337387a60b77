using System.Collections;
using DurableTask.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Deis.Functions.Telemetry;

/// <summary>Sends traces and metrics to an OpenTelemetry collector when the standard variables name one (docs/observability.md).</summary>
public static class TelemetryServices
{
    private const string Prefix = "OTEL_";
    private const string ServiceName = "deis-controller";

    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    private static readonly string[] Meters =
    [
        DurableTaskTelemetry.MeterName, "Deis.Logger", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Server.Kestrel",
        "Npgsql", "System.Runtime",
    ];

    /// <summary>Adds the variables of OpenTelemetry to a configuration that does not take the environment as a whole.</summary>
    public static IConfigurationBuilder AddTelemetryEnvironment(this IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => ((string)variable.Key).StartsWith(Prefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));

    /// <summary>Adds the exporters if the configuration names a collector; otherwise nothing is measured that nobody asks for.</summary>
    public static IHostApplicationBuilder AddDeisTelemetry(this IHostApplicationBuilder builder)
    {
        if (Array.TrueForAll(Endpoints, name => string.IsNullOrWhiteSpace(builder.Configuration[name])))
        {
            return builder;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
                {
                    resource.AddService(ServiceName);
                }
            })
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation()
                .AddSource(DurableTaskTelemetry.ActivitySourceName)
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddOtlpExporter());
        return builder;
    }
}
