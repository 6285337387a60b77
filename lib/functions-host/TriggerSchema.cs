using System.Reflection;

namespace Deis.FunctionsHost;

/// <summary>The tables behind timer triggers, and behind queue triggers without a storage account; the application applies them before its hosts
/// start.</summary>
public static class TriggerSchema
{
    /// <summary>Name of the set of scripts.</summary>
    public const string Set = "functions";

    /// <summary>Where the dated SQL scripts are embedded.</summary>
    public static Assembly Assembly => typeof(TriggerSchema).Assembly;
}
