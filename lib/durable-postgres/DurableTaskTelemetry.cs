namespace DurableTask.Postgres;

/// <summary>Names under which the engine reports what it does (README.md, "Traces" and "Meters").</summary>
public static class DurableTaskTelemetry
{
    /// <summary>Source of the spans; the same as that of the Durable Task SDK.</summary>
    public const string ActivitySourceName = "Microsoft.DurableTask";

    /// <summary>The engine's meter.</summary>
    public const string MeterName = "DurableTask.Postgres";
}
