namespace Deis.Orchestrations.Activities;

/// <summary>Input of <see cref="ReportProblem"/>.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Text">What is wrong, for its users.</param>
public sealed record Problem(Guid AppId, string Text);
