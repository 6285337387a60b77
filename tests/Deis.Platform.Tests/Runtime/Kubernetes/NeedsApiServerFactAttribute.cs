using Deis.TestSupport.Kubernetes;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>A test that needs a real API server; skipped where there is none.</summary>
public sealed class NeedsApiServerFactAttribute : FactAttribute
{
    public NeedsApiServerFactAttribute() => Skip = KubernetesPrograms.Missing;
}
