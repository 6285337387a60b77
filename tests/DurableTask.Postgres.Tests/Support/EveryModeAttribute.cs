using System.Reflection;
using Xunit.Sdk;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Runs a theory in every mode of the engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryModeAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => EngineMode.All;
}
