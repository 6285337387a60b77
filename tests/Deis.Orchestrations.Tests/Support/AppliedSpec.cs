using Deis.Platform.Runtime;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>A call of <see cref="IAppRuntime.ApplyAsync"/>.</summary>
public sealed record AppliedSpec(ProcessSpec Spec, Correlation Correlation);
