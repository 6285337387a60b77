namespace Deis.Router;

/// <summary>Marks connections that came in at the health address.</summary>
internal sealed class HealthListener;
