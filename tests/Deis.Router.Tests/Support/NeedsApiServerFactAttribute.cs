using Deis.TestSupport.Kubernetes;

namespace Deis.Router.Tests.Support;

/// <summary>A test that needs a real API server; skipped where there is none.</summary>
public sealed class NeedsApiServerFactAttribute : FactAttribute
{
    public NeedsApiServerFactAttribute() => Skip = KubernetesPrograms.Missing;
}
