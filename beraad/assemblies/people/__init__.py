"""Who works on a burgerberaad: `views` lists them, and a role is given or taken away by the acts in `acts`."""
