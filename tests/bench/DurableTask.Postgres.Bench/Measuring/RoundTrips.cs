using System.Diagnostics.Metrics;

namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>Counts what this process sends to PostgreSQL: a batch is one round trip.</summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _trips;
    private long _written;
    private long _read;

    public RoundTrips()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
        {
            if (instrument.Name == "db.client.operation.duration")
            {
                Interlocked.Increment(ref _trips);
            }
        });
        _listener.SetMeasurementEventCallback<long>((instrument, bytes, _, _) =>
        {
            switch (instrument.Name)
            {
                case "db.client.operation.npgsql.bytes_written":
                    Interlocked.Add(ref _written, bytes);
                    break;
                case "db.client.operation.npgsql.bytes_read":
                    Interlocked.Add(ref _read, bytes);
                    break;
            }
        });
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _trips);

    public long Bytes => Interlocked.Read(ref _written) + Interlocked.Read(ref _read);

    public void Dispose() => _listener.Dispose();
}
