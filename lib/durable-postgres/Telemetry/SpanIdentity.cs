using System.Diagnostics;
using System.Reflection;

namespace DurableTask.Postgres.Telemetry;

/// <summary>
/// The span of an execution: its id follows from the execution id. So spans of its activities can name it as their parent long before it
/// ends, whichever processes run them, and nothing need be stored.
/// </summary>
internal static class SpanIdentity
{
    // .NET chooses span ids itself. The Durable Task SDK sets the same field for the same reason. Should a later .NET have no such
    // field, spans of activities lose their parent, but not their trace.
    private static readonly FieldInfo? SpanIdField = Find("_spanId");
    private static readonly FieldInfo? IdField = Find("_id");

    /// <summary>The id of the execution's span.</summary>
    public static ActivitySpanId SpanOf(Guid execution)
    {
        Span<byte> bytes = stackalloc byte[16];
        execution.TryWriteBytes(bytes);
        for (var index = 0; index < 8; index++)
        {
            bytes[index] ^= bytes[index + 8];
        }

        return ActivitySpanId.CreateFromBytes(bytes[..8]);
    }

    /// <summary>The trace of an execution that nobody's trace started.</summary>
    public static ActivityTraceId TraceOf(Guid execution)
    {
        Span<byte> bytes = stackalloc byte[16];
        execution.TryWriteBytes(bytes);
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    /// <summary>Gives a started span the id of the execution's span.</summary>
    public static void Assume(Activity span, Guid execution)
    {
        if (SpanIdField is not null && IdField is not null)
        {
            SpanIdField.SetValue(span, SpanOf(execution).ToHexString());

            // Made anew from its parts when somebody asks for it.
            IdField.SetValue(span, null);
        }
    }

    private static FieldInfo? Find(string name) =>
        typeof(Activity).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic) is { } field && field.FieldType == typeof(string)
            ? field
            : null;
}
