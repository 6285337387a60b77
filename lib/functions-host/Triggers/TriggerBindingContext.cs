using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Triggers;

internal sealed class TriggerBindingContext(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}
