using System.Diagnostics.Metrics;

namespace Deis.Router.Forwarding;

/// <summary>
/// The router's measurements, meter <c>Deis.Router</c>. The tag <c>app</c> has as many values as there are apps, up to a bound; what
/// clients send never becomes a tag.
/// </summary>
internal sealed class RouterMetrics
{
    public const string MeterName = "Deis.Router";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _bytesSent;
    private readonly Counter<long> _connectFailures;
    private readonly UpDownCounter<long> _active;

    public RouterMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("deis.router.request.duration", "s", "Time to serve a request, by app and status class.");
        _bytesSent = meter.CreateCounter<long>("deis.router.response.bytes", "By", "Bytes of response bodies, by app.");
        _connectFailures = meter.CreateCounter<long>("deis.router.connect.failures", "{attempt}", "Processes that refused a connection, by app.");
        _active = meter.CreateUpDownCounter<long>("deis.router.active_requests", "{request}", "Requests in progress.");
    }

    public void Started() => _active.Add(1);

    public void ConnectFailed(string app) => _connectFailures.Add(1, App(app));

    public void Finished(string app, int status, long bytes, TimeSpan duration)
    {
        _active.Add(-1);
        _bytesSent.Add(bytes, App(app));
        _duration.Record(duration.TotalSeconds, App(app), new("status", StatusClass(status)));
    }

    private static KeyValuePair<string, object?> App(string app) => new("app", app);

    private static string StatusClass(int status) => status switch
    {
        < 200 => "1xx",
        < 300 => "2xx",
        < 400 => "3xx",
        < 500 => "4xx",
        _ => "5xx",
    };
}
