using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Invocation;

/// <summary>The trace of the request that is being served.</summary>
internal sealed class ActivityTraceContext : TraceContext
{
    public static readonly ActivityTraceContext Instance = new();

    public override string TraceParent => Activity.Current?.Id ?? "";

    public override string TraceState => Activity.Current?.TraceStateString ?? "";
}
