using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Deis.Functions.Telemetry;
using Deis.Functions.Tests.Support;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Deis.Functions.Tests.Telemetry;

/// <summary>What a collector gets. It is a server of the test that takes OTLP over HTTP.</summary>
[Collection(ApiCollection.Name)]
public sealed class TelemetryTests(ApiFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Collector_Named_GetsRequestsAndWhatTheEngineReports()
    {
        using var limit = new CancellationTokenSource(Limit);
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await StartCollectorAsync(received);
        await using var host = await fixture.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "200"));
        using var engine = new ActivitySource(DurableTaskTelemetry.ActivitySourceName);

        (await host.Get("/healthz").SendAsync()).ShouldHaveStatus(200);
        engine.StartActivity("create_orchestration:Deploy")!.Dispose();
        host.Service<IMeterFactory>().Create(DurableTaskTelemetry.MeterName).CreateCounter<long>("durabletask.turns").Add(1);

        await GetsAsync("/v1/traces", "healthz", limit.Token);
        await GetsAsync("/v1/traces", "create_orchestration:Deploy", limit.Token);
        await GetsAsync("/v1/traces", "deis-controller", limit.Token);
        await GetsAsync("/v1/metrics", "durabletask.turns", limit.Token);
        await GetsAsync("/v1/metrics", "http.server.request.duration", limit.Token);

        async Task GetsAsync(string path, string text, CancellationToken deadline)
        {
            while (!received.GetValueOrDefault(path, string.Empty).Contains(text, StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline);
            }
        }
    }

    [Fact]
    public async Task Collector_NotNamed_NothingIsCollected()
    {
        await using var host = await fixture.StartAsync();

        host.Service<IServiceProvider>().GetService<TracerProvider>().ShouldBeNull();
        host.Service<IServiceProvider>().GetService<MeterProvider>().ShouldBeNull();
    }

    [Fact]
    public void Environment_OfOpenTelemetry_IsTakenIntoAConfigurationThatTakesNothingElse()
    {
        const string Name = "OTEL_ONLY_IN_THIS_TEST";
        Environment.SetEnvironmentVariable(Name, "here");
        try
        {
            var configuration = new ConfigurationBuilder().AddTelemetryEnvironment().Build();

            configuration[Name].ShouldBe("here");
            configuration["PATH"].ShouldBeNull();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            // Names are plain text in the binary form.
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path.Value!, text, (_, former) => former + text);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await collector.StartAsync();
        return collector;
    }
}
